import type { CallerEnd } from './caller-end.ts';

/** Does what a typed line means. The answer is a remark to show, or null. */
export async function runCallerCommand(call: CallerEnd, typed: string): Promise<string | null> {
  const line = typed.trim();
  const [command = '', rest = ''] = /^(\/\w+)\s*(.*)$/.exec(line)?.slice(1) ?? [];
  if (line === '') return interruptIfSpeaking(call);
  if (command === '') await call.say(line);
  else if (command === '/i' || command === '/interrupt') await call.interrupt(rest === '' ? undefined : rest);
  else if (command === '/hangup') await call.hangup();
  else if (command === '/text' && rest !== '') await call.text(rest);
  else if (command === '/press' && /^[0-9*#]+$/.test(rest)) await call.press(rest);
  else return 'Commands: /i [text] interrupt, /press 123#, /text WORDS, /hangup';
  return null;
}

async function interruptIfSpeaking(call: CallerEnd): Promise<null> {
  if (call.speaking) await call.interrupt();
  return null;
}
