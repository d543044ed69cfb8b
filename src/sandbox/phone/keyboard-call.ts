import { emitKeypressEvents, type Key } from 'node:readline';
import type { ReadStream } from 'node:tty';
import type { CallEvent } from '../carrier/call-event.ts';
import type { InboxItem } from '../carrier/inbox.ts';
import { runCallerCommand } from './caller-command.ts';
import type { PhoneCall } from './phone-call.ts';
import { box, type Screen, type Terminal } from './screen.ts';
import { attachmentNames } from './transcript.ts';

/** What a call shows on the screen. */
export function screenListener(screen: Screen, terminal: Terminal) {
  return {
    event(event: CallEvent): void {
      if (event.type === 'spoken') screen.word('bot     ', event.text);
      else if (event.type === 'speaking' && !event.on) screen.endSpeech();
      else for (const line of remarks(event)) screen.line(line);
    },
    item(item: InboxItem): void {
      const title = item.medium === 'sms' ? `SMS to ${item.to}` : `E-mail to ${item.to}: ${item.subject}`;
      const names = attachmentNames(item);
      const attached = names === '' ? '' : `\n[attached: ${names}]`;
      screen.line(box(title, `${item.text.trim()}${attached}`, terminal.columns));
    },
    texted(body: string): void {
      screen.line(`you     [texts: ${body}]`);
    },
  };
}

function remarks(event: CallEvent): string[] {
  switch (event.type) {
    case 'connected':
      return ['-- connected --'];
    case 'caller-speech':
      return [`you     ${event.text}`];
    case 'caller-digits':
      return [`you     [${event.digits}]`];
    case 'interrupted':
      return ['-- interrupted --'];
    case 'unheard':
      return [`-- not heard: ${event.what} (${event.why}) --`];
    case 'media':
      return [`bot     [plays ${event.source}]`];
    case 'dialed':
      return [`-- dialled ${event.targets.join(', ')}: ${event.outcome} --`];
    case 'error':
      return [`!! ${event.code} ${event.message}`];
    case 'ended':
      return [`-- call ended by the ${event.by} --`];
    default:
      return [];
  }
}

/** Lets a person lead the call from the keyboard; resolves when it is over. */
export async function leadFromKeyboard(call: PhoneCall, screen: Screen, stdin: ReadStream): Promise<void> {
  let typed = '';
  const show = (text: string): void => {
    typed = text;
    screen.input(typed);
  };
  const submit = async (line: string): Promise<void> => {
    const remark = await runCallerCommand(call, line);
    if (remark !== null) screen.line(remark);
  };
  const pressed = (text: string | undefined, key: Key): void => {
    const line = typed;
    if (key.ctrl === true && (key.name === 'c' || key.name === 'd')) void call.hangup();
    else if (key.name === 'escape' || (key.ctrl === true && key.name === 'b')) void call.interrupt();
    else if (key.name === 'return' || key.name === 'enter') {
      show('');
      void submit(line);
    } else if (key.name === 'backspace') show(typed.slice(0, -1));
    else if (text !== undefined && key.ctrl !== true && text >= ' ') show(typed + text);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', pressed);
  stdin.resume();
  screen.input('');
  await call.finished();
  stdin.off('keypress', pressed);
  stdin.setRawMode(false);
  stdin.pause();
}
