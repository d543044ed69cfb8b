import type { CallContext } from './call-context.ts';
import type { PlayoutListener } from './playout.ts';
import type { RelayConfig } from './relay-config.ts';

/** Tells the call's log what is heard, and the server what it subscribed to. */
export function playoutListener(
  context: CallContext,
  config: RelayConfig,
  send: (frame: unknown) => void,
): PlayoutListener {
  const info = (name: string, value: string) =>
    send({ type: 'info', name, value, ts: Math.round(context.clock.now()) });
  return {
    speaking(on, source) {
      context.log({ type: 'speaking', on, source });
      if (config.speakerEvents) info('agentSpeaking', on ? 'on' : 'off');
    },
    coming: (speech, source) => context.log({ type: 'coming', ...speech, source }),
    spoken: (text, source) => context.log({ type: 'spoken', text, source }),
    tokensPlayed(text) {
      if (config.tokensPlayed) info('tokensPlayed', text);
    },
    media: (source) => context.log({ type: 'media', source }),
    digits: (digits) => context.log({ type: 'digits-sent', digits }),
    preempted: (heard) => context.log({ type: 'preempted', heard }),
  };
}
