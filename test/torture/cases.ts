/** The table of hostile cases. */
import { ENCODINGS } from './encodings.ts';
import { FORMATS } from './formats.ts';
import type { Case } from './harness.ts';
import { INPUTS } from './inputs.ts';
import { OUTPUTS } from './outputs.ts';
import { SETTINGS } from './settings.ts';

export const CASES: readonly Case[] = [...ENCODINGS, ...FORMATS, ...INPUTS, ...OUTPUTS, ...SETTINGS];
