/** Something that was not read, or not wholly: `failure` sets the exit status, `warning` does not, `note` shows with -v. */
export interface Problem {
  readonly severity: 'failure' | 'warning' | 'note';
  /** Path, with `:line` where a line is meant. */
  readonly where: string;
  readonly reason: string;
}
