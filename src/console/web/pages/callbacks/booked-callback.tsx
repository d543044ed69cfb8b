import type { CallbackSummary } from '../../../contract/callbacks.ts';
import { Who } from './who.tsx';
import { CallbackState } from './words.tsx';

/** A callback in few words, as a link to it. */
export function BookedCallback({ callback }: { readonly callback: CallbackSummary }) {
  return (
    <a className="callbacks-chip" href={`#/callbacks/${encodeURIComponent(callback.id)}`}>
      <Who name={callback.callerName} phone={callback.phone} />
      <CallbackState state={callback.state} />
    </a>
  );
}
