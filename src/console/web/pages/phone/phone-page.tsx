import { PhoneSetup } from '../../../contract/phone.ts';
import { useApi } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Note } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import './phone.css';
import { Shortcuts } from './parts/shortcuts.tsx';
import { PhoneProvider } from './phone-provider.tsx';
import { Workbench } from './workbench.tsx';

/** A phone in the browser: calls any line over the stand-in for the carrier, and plays the people who are called. */
export function PhonePage() {
  const mayCall = useMay('operator');
  const setup = useApi(PhoneSetup, '/api/phone', { topics: ['lines', 'contacts'], enabled: mayCall });
  return (
    <>
      <PageHeader
        title="Phone"
        note="Call a line and talk to the bot. Nobody is really called, texted or e-mailed: this is the sandbox."
        actions={<Shortcuts />}
      />
      {mayCall ? (
        <Answer of={setup} what="the phone">
          {(data) => (
            <PhoneProvider setup={data}>
              <Workbench />
            </PhoneProvider>
          )}
        </Answer>
      ) : (
        <Note>Calling a line needs the role operator. What happens in calls is on the pages Live and Calls.</Note>
      )}
    </>
  );
}
