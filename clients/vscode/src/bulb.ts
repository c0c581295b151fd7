/** Which kind an action of the server's has in the light bulb. */

/** VS Code keeps every `source` kind out of the light bulb, where one looks for "Validate" and "Keep as a test". */
export function kindInBulb(kind: string): string {
  return kind.startsWith("source.") ? kind.slice("source.".length) : kind;
}
