import { Download, FileText, Phone } from 'lucide-react';
import { saveFile } from '../../../browser/save-file.ts';
import { Button, LinkButton } from '../../../kit/button.tsx';
import type { LegView } from '../model/leg-view.ts';
import { fileName, scriptOf } from '../model/save-script.ts';
import { usePhone } from '../phone-context.ts';

/** The call is over: once more, look at it, keep it as a script. */
export function AfterCall({
  view,
  script,
  onClear,
}: {
  readonly view: LegView;
  /** A script made it. */
  readonly script: boolean;
  readonly onClear: () => void;
}) {
  const { setup, placed, call, isCalling } = usePhone();
  if (placed === null) return null;
  const { siteId, lineId, as } = placed;
  const line = setup.lines.find((one) => one.siteId === siteId && one.lineId === lineId);
  const name = `A call to ${line?.name ?? lineId}`;
  const text = view.leg.direction === 'inbound' && !script ? scriptOf(view, lineId, name) : null;
  return (
    <div className="phone-foot">
      <div className="phone-buttons">
        {as !== null && (
          <Button variant="primary" icon={Phone} isDisabled={isCalling} onPress={() => call(siteId, lineId, as)}>
            Call again
          </Button>
        )}
        <Button onPress={onClear}>Another call</Button>
      </div>
      <div className="phone-buttons">
        <LinkButton small variant="quiet" icon={FileText} href={`#/calls/${view.leg.sid}`}>
          The call’s record
        </LinkButton>
        {text !== null && (
          <Button
            small
            variant="quiet"
            icon={Download}
            onPress={() => saveFile(fileName(name), text, 'application/yaml')}
          >
            Save as a script
          </Button>
        )}
      </div>
    </div>
  );
}
