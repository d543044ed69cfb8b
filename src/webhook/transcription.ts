import { Transcript, type TranscriptionForm } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** What was said between the caller and a person, utterance by utterance. `inbound`: who speaks on the inbound track. */
export async function noteTranscription(
  ports: WebhookPorts,
  form: TranscriptionForm,
  inbound: 'caller' | 'agent',
): Promise<void> {
  const { TranscriptionEvent: event, CallSid: callSid } = form;
  if (event === 'transcription-error') {
    const { TranscriptionErrorCode: code, TranscriptionError: message } = form;
    return ports.log.error('a transcription failed', { callSid, code, message: message?.slice(0, 500) });
  }
  if (event !== 'transcription-content' || form.Final !== 'true') return;
  const said = utteranceOf(form, inbound);
  if (said === null) return ports.log.warn('a transcription that cannot be read', { callSid });
  if (said.text === '') return;
  const stored = await ports.store.findCall(callSid);
  if (stored === null) return ports.log.info('a transcription of a call we do not know', { callSid });
  await ports.journal.flush();
  const known = (await ports.store.eventsOfCall(stored.call.id)).some(
    (before) =>
      before.type === 'person-said' && before.transcription === said.transcription && before.sequence === said.sequence,
  );
  if (!known) ports.journal.append(stored.call.id, { type: 'person-said', at: ports.clock.now(), ...said });
}

function utteranceOf(form: TranscriptionForm, inbound: 'caller' | 'agent') {
  const sequence = Number(form.SequenceId);
  const data = Transcript.safeParse(parseJson(form.TranscriptionData ?? ''));
  if (!data.success || !Number.isSafeInteger(sequence) || sequence < 0) return null;
  if (form.Track !== 'inbound_track' && form.Track !== 'outbound_track') return null;
  const outbound = inbound === 'caller' ? 'agent' : 'caller';
  const speaker: 'caller' | 'agent' = form.Track === 'inbound_track' ? inbound : outbound;
  return { speaker, text: data.data.transcript, sequence, transcription: form.TranscriptionSid };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
