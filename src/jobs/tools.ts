/** Loads what the pipeline works with: the compiled dictionary, the user's dictionaries, the segmenter. */
import { readCompiled } from '../dictionary/compiled.ts';
import { compileUserDictionary } from '../dictionary/user.ts';
import { Gazetteer } from '../match/gazetteer.ts';
import type { Tools } from '../pipeline.ts';
import { createSegmenter } from '../segment/segmenter.ts';
import type { ToolOptions } from './pool.ts';

/** Throws DictionaryError where a user's dictionary is wrong. */
export function createTools(options: ToolOptions): Tools {
  const user = options.dictionaries.length > 0 ? [compileUserDictionary(options.dictionaries)] : [];
  return { gazetteer: new Gazetteer(readCompiled('dictionary.bin'), user, options.builtin), segmenter: createSegmenter() };
}
