/** Lengths of the endings of compounds: shared by who compiles them and who looks them up. */
export const ENDING = {
  shortest: 3,
  longest: 16,
  /** Of a word that is not listed as an ending. */
  shortestHead: 5,
} as const;
