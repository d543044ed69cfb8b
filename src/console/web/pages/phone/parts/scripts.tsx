import { Circle, CircleCheck, CircleX, FileCode, LoaderCircle, type LucideIcon, Play, Square } from 'lucide-react';
import { z } from 'zod';
import { SavedScripts, StartedRun, type StartRun } from '../../../../contract/phone.ts';
import type { Run } from '../../../../contract/phone-stream.ts';
import { useHashQuery } from '../../../data/location.ts';
import { useApi, useCommand } from '../../../data/use-api.ts';
import { Answer } from '../../../kit/answer.tsx';
import { Badge, type Tone } from '../../../kit/badge.tsx';
import { Button } from '../../../kit/button.tsx';
import { EmptyState, Note } from '../../../kit/note.tsx';
import { stepText } from '../model/step-text.ts';
import { usePhone } from '../phone-context.ts';

/** Calls that play by themselves: saved scripts with what they expect, and the caller's side of a past call. */
export function Scripts() {
  const { desk, follow } = usePhone();
  const { run } = desk;
  const saved = useApi(SavedScripts, '/api/phone/scripts');
  const start = useCommand(StartedRun, (body: StartRun) => ({ path: '/api/phone/runs', body }), {
    onDone: ({ id }) => follow(id),
  });
  const isBusy = start.isPending || run?.state === 'running';
  return (
    <div className="stack">
      <Replay isBusy={isBusy} onStart={(replay) => start.mutate({ replay })} />
      {run !== null && <RunView run={run} />}
      <Answer of={saved} what="the scripts">
        {({ scripts }) => <ScriptList scripts={scripts} isBusy={isBusy} onStart={(file) => start.mutate({ file })} />}
      </Answer>
    </div>
  );
}

/** `#/phone?replay=CA…`, as the page of a call links here. */
function Replay({ isBusy, onStart }: { readonly isBusy: boolean; readonly onStart: (callSid: string) => void }) {
  const [query, change] = useHashQuery();
  const { replay } = query;
  if (replay === undefined) return null;
  const begin = (): void => {
    change({ replay: null });
    onStart(replay);
  };
  return (
    <Note>
      <div className="stack">
        <p>
          Replay a past call: what its caller said and pressed is done again, from the same number on the same line,
          waiting for the bot each time.
        </p>
        <div className="row">
          <Button variant="primary" icon={Play} isDisabled={isBusy} onPress={begin}>
            Replay the call
          </Button>
          <Button onPress={() => change({ replay: null })}>Not now</Button>
        </div>
      </div>
    </Note>
  );
}

type Saved = SavedScripts['scripts'][number];

function ScriptList({
  scripts,
  isBusy,
  onStart,
}: {
  readonly scripts: readonly Saved[];
  readonly isBusy: boolean;
  readonly onStart: (file: string) => void;
}) {
  if (scripts.length === 0)
    return (
      <EmptyState icon={FileCode} title="No saved scripts">
        After a call choose “Save as a script” and put the file into the folder scripts beside the configuration.
      </EmptyState>
    );
  return (
    <ul className="phone-scripts">
      {scripts.map((script) => (
        <li key={script.file} className="phone-script">
          <div>
            <h3>{script.name}</h3>
            <p className="small muted">{script.about}</p>
            {script.problem === null ? (
              <p className="small muted">
                <code>{script.file}</code> · {script.line ?? 'any line'} · {script.steps.length} steps,{' '}
                {script.expectations} expectations
              </p>
            ) : (
              <p className="phone-hint bad">
                <code>{script.file}</code> cannot be played: {script.problem}
              </p>
            )}
          </div>
          <Button
            small
            icon={Play}
            aria-label={`Play ${script.name}`}
            isDisabled={isBusy || script.problem !== null}
            onPress={() => onStart(script.file)}
          >
            Play
          </Button>
        </li>
      ))}
    </ul>
  );
}

const states: Readonly<Record<Run['state'], { readonly tone: Tone; readonly text: string }>> = {
  running: { tone: 'accent', text: 'plays' },
  passed: { tone: 'good', text: 'all as expected' },
  failed: { tone: 'bad', text: 'not as expected' },
  stopped: { tone: 'neutral', text: 'stopped' },
};

const marks: Readonly<Record<Run['steps'][number]['state'], { readonly icon: LucideIcon; readonly text: string }>> = {
  waiting: { icon: Circle, text: 'still to come' },
  running: { icon: LoaderCircle, text: 'now' },
  met: { icon: CircleCheck, text: 'as expected' },
  unmet: { icon: CircleX, text: 'not as expected' },
};

function RunView({ run }: { readonly run: Run }) {
  const stop = useCommand(z.object({}), () => ({ path: `/api/phone/runs/${run.id}/stop`, body: {} }));
  const { tone, text } = states[run.state];
  const ofSteps = new Set(run.steps.flatMap(({ unmet }) => unmet));
  const overall = run.unmet.filter((one) => !ofSteps.has(one));
  return (
    <section className="card phone-run" aria-label={`Script: ${run.name}`}>
      <div className="card-head">
        <h2>{run.name}</h2>
        <div className="row" aria-live="polite">
          <Badge tone={tone}>{text}</Badge>
          {run.state === 'running' && (
            <Button small icon={Square} isPending={stop.isPending} onPress={() => stop.mutate(undefined)}>
              Stop
            </Button>
          )}
        </div>
      </div>
      <div className="card-body">
        <ol className="phone-steps">
          {run.steps.map((step, index) => {
            const { icon: Icon, text: mark } = marks[step.state];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps never change their place
              <li key={index} className={step.state}>
                <Icon aria-hidden />
                <div>
                  <p>
                    {stepText(step.what)} <span className="visually-hidden">({mark})</span>
                  </p>
                  {step.unmet.map((one) => (
                    <p key={one} className="phone-hint bad">
                      {one}
                    </p>
                  ))}
                </div>
              </li>
            );
          })}
        </ol>
        {overall.map((one) => (
          <p key={one} className="phone-hint bad">
            {one}
          </p>
        ))}
      </div>
    </section>
  );
}
