/** Loads what the pipeline works with: the compiled dictionary, the user's dictionaries, the segmenter. */
import { readCompiled } from '../dictionary/compiled.ts';
import { Gazetteer } from '../match/gazetteer.ts';
import type { Tools } from '../pipeline.ts';
import { createSegmenter } from '../segment/segmenter.ts';
import type { ToolOptions } from './pool.ts';

/** Rejects with a DictionaryError where a user's dictionary is wrong. */
export async function createTools(options: ToolOptions): Promise<Tools> {
  const user: Uint8Array<ArrayBuffer>[] = [];
  if (options.dictionaries.length > 0) {
    // Checking and compiling are only loaded for those who need them.
    const { compileUserDictionary } = await import('../dictionary/user.ts');
    user.push(compileUserDictionary(options.dictionaries));
  }
  return { gazetteer: new Gazetteer(readCompiled('dictionary.bin'), user, options.builtin), segmenter: createSegmenter() };
}
