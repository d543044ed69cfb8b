import type { FakeApp } from '../carrier/fake-app.ts';

/** Makes the application answer: it greets, and says back what it hears. */
export function answerCalls(app: FakeApp): void {
  app.answers.set('/voice', app.relay('welcomeGreeting="Hello, how can I help?" dtmfDetection="true"'));
  app.frames.subscribe((frame) => {
    if (frame.type === 'prompt' && frame.voicePrompt === 'Goodbye') app.send({ type: 'end' });
    else if (frame.type === 'prompt') app.send({ type: 'text', token: `You said: ${frame.voicePrompt}.`, last: true });
    if (frame.type === 'dtmf' && frame.digit === '#') app.send({ type: 'text', token: 'Keys received.', last: true });
  });
}
