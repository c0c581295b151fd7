/** How the functions of a file stand, in the few characters of a status bar. */

export interface Standing {
  readonly levels: Readonly<Record<string, number>>;
  readonly edited: number;
  readonly stubs: number;
  readonly faults: number;
}

const SIGNS: readonly (readonly [string, string])[] = [
  ["verified", "$(pass-filled)"],
  ["plausible", "$(question)"],
  ["unchecked", "$(circle-slash)"],
  ["refuted", "$(error)"],
];

export function textOf({ levels, edited }: Standing): string {
  const parts = SIGNS.filter(([level]) => levels[level] !== undefined).map(([level, sign]) => `${sign} ${levels[level]}`);
  return ["$(beaker)", ...parts, ...(edited > 0 ? [`$(history) ${edited}`] : [])].join(" ");
}

export function tooltipOf({ levels, edited, stubs, faults }: Standing): string {
  const parts = SIGNS.filter(([level]) => levels[level] !== undefined).map(([level]) => `${levels[level]} ${level}`);
  parts.push(...(edited > 0 ? [`${edited} edited since`] : []), ...(stubs > 0 ? [`${stubs} to implement`] : []));
  const faulty = faults > 0 ? `; ${faults} docstring ${faults === 1 ? "fault" : "faults"}` : "";
  return `Ansatz: ${parts.length === 0 ? "nothing judged in this file yet" : parts.join(", ")}${faulty}`;
}
