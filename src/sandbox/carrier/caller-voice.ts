import { pause } from '../real-clock.ts';
import type { CallContext, CallerInput } from './call-context.ts';
import type { Playout } from './playout.ts';
import { includesInput, type RelayConfig } from './relay-config.ts';

const PARTIAL_MS = 250;
/** From the last word to the final prompt. */
const END_OF_SPEECH_MS = 350;
const BACKCHANNEL = /^(u+h[- ]?hu+h|m+-?h+m+|h?m+|yeah|yep|ok(ay)?|right|sure|i see)[.!]?$/i;

/** The caller's side: turns what is said and pressed into the frames Twilio sends, in the order seen on live calls. */
export class CallerVoice implements CallerInput {
  readonly #context: CallContext;
  readonly #config: RelayConfig;
  readonly #playout: Playout;
  readonly #languages: { readonly tts: string; readonly transcription: string };
  readonly #send: (frame: unknown) => void;
  #utterances: Promise<void> = Promise.resolve();

  constructor(
    context: CallContext,
    config: RelayConfig,
    playout: Playout,
    languages: { readonly tts: string; readonly transcription: string },
    send: (frame: unknown) => void,
  ) {
    this.#context = context;
    this.#config = config;
    this.#playout = playout;
    this.#languages = languages;
    this.#send = send;
  }

  /** Resolves when the final prompt is sent, or at the end of an utterance nobody reports. One at a time. */
  say(text: string, options: { readonly partials?: boolean } = {}): Promise<void> {
    this.#utterances = this.#utterances.then(() => this.#utter(text, options.partials ?? true));
    return this.#utterances;
  }

  press(digits: string): void {
    this.#context.log({ type: 'caller-digits', digits });
    for (const digit of digits) this.#pressOne(digit);
  }

  interrupt(): void {
    this.#speaking('on');
    const why = this.#admit('speech');
    if (why !== null) this.#unheard('noise', why);
    this.#speaking('off');
  }

  #pressOne(digit: string): void {
    const why = this.#config.dtmfDetection ? this.#admit('dtmf') : 'dtmfDetection is off';
    if (why === null) this.#send({ type: 'dtmf', digit });
    else this.#unheard(digit, why);
  }

  async #utter(text: string, partials: boolean): Promise<void> {
    if (this.#context.stopped.aborted) return;
    this.#context.log({ type: 'caller-speech', text });
    const start = this.#context.clock.now();
    this.#speaking('on');
    const why = this.#admit('speech', text);
    if (why === null && partials && this.#config.partialPrompts) await this.#utterPartials(text);
    const rest = this.#utteranceMs(text) - (this.#context.clock.now() - start);
    await pause(this.#context.clock, Math.max(0, rest), this.#context.stopped);
    this.#speaking('off');
    await pause(this.#context.clock, END_OF_SPEECH_MS, this.#context.stopped);
    if (this.#context.stopped.aborted) return;
    if (why !== null) return this.#unheard(text, why);
    // The bot may have begun to speak into the utterance.
    this.#admit('speech', text);
    this.#prompt(text, true);
  }

  async #utterPartials(text: string): Promise<void> {
    const words = text.split(/(?<=\s)/);
    const perPartial = Math.max(1, Math.round((PARTIAL_MS * words.length) / this.#utteranceMs(text)));
    for (let count = perPartial; count < words.length; count += perPartial) {
      if ((await pause(this.#context.clock, PARTIAL_MS, this.#context.stopped)) === 'aborted') return;
      this.#prompt(words.slice(0, count).join('').trimEnd(), false);
    }
  }

  #utteranceMs(text: string): number {
    return (text.length / this.#context.settings.callerCharactersPerSecond) * 1000;
  }

  /** Cuts the bot's speech where the input may. The answer says why the input is not reported, or null when it is. */
  #admit(input: 'dtmf' | 'speech', text = ''): string | null {
    const current = this.#playout.current;
    if (current === null) return null;
    const backchannel = input === 'speech' && this.#config.ignoreBackchannel && BACKCHANNEL.test(text.trim());
    if (includesInput(current.interruptible, input) && !backchannel) {
      this.#interrupt();
      return null;
    }
    if (includesInput(this.#config.reportInputDuringAgentSpeech, input)) return null;
    return backchannel ? 'a backchannel is ignored' : 'the bot was speaking and cannot be interrupted';
  }

  #interrupt(): void {
    this.#playout.cut(({ heard, durationMs }) => {
      this.#context.log({ type: 'interrupted', heard, durationMs });
      this.#send({ type: 'interrupt', utteranceUntilInterrupt: heard, durationUntilInterruptMs: durationMs });
    });
  }

  #prompt(voicePrompt: string, last: boolean): void {
    const { transcription } = this.#languages;
    const lang = transcription === 'multi' ? 'en' : transcription;
    this.#send({ type: 'prompt', voicePrompt, lang, last });
  }

  #speaking(value: 'on' | 'off'): void {
    if (!this.#config.speakerEvents) return;
    this.#send({ type: 'info', name: 'clientSpeaking', value, ts: Math.round(this.#context.clock.now()) });
  }

  #unheard(what: string, why: string): void {
    this.#context.log({ type: 'unheard', what, why });
  }
}
