/** Where a line of imports belongs in a module. */

/** The line below the last import; without any, below the comments and the docstring that the module begins with. */
export function afterImports(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => /^(import|from)\s/.test(line));
  if (last >= 0) {
    return last + 1;
  }
  const first = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const quote = /^[rRuU]?("""|''')/.exec(lines[first] ?? "")?.[1];
  if (first < 0 || quote === undefined) {
    return Math.max(first, 0);
  }
  const rest = (lines[first] ?? "").slice((lines[first] ?? "").indexOf(quote) + 3);
  const end = rest.includes(quote) ? first : lines.findIndex((line, number) => number > first && line.includes(quote));
  return end < 0 ? lines.length : end + 1;
}
