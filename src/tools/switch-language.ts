import { z } from 'zod';
import type { LineInForce } from '../domain/line-in-force.ts';
import { refused } from '../domain/tool-result.ts';
import { languagesOf } from './offered.ts';
import type { Tool } from './tool.ts';

/** Built for a line, so that the model sees which languages there are. */
export function switchLanguage(inForce: LineInForce): Tool<ReturnType<typeof parametersFor>> {
  const languages = languagesOf(inForce);
  return {
    name: 'switch_language',
    description: 'Goes on in another language, when the caller speaks it or asks for it.',
    parameters: parametersFor(languages),
    instant: true,
    async execute({ language }) {
      const known = languages.find((code) => code.toLowerCase() === language.toLowerCase());
      if (known === undefined)
        return { result: refused('bad_arguments', "I'm sorry, I don't speak that language here.") };
      const greeting = inForce.line.voice.languages.find(({ code }) => code === known)?.greeting;
      const say = greeting ?? 'Go on in that language now.';
      return { result: { status: 'ok', say, language: known }, language: known };
    },
  };
}

const parametersFor = (languages: readonly string[]) =>
  z.object({ language: z.enum([...languages] as [string, ...string[]]) });
