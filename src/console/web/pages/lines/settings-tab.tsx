import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LineDetail } from '../../../contract/lines.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { HoursTable } from './hours-table.tsx';
import { featureWords, languageWords, wayWords, whyNotWords } from './words.ts';

type FactList = LineDetail['voice'];
const pairs = (facts: FactList) => facts.map(({ name, value }) => [name, value] as const);

/** All that is in force on a line, in words. */
export function SettingsTab({ line }: { readonly line: LineDetail }) {
  return (
    <div className="lines-settings">
      <Card title="How it answers">
        <Facts
          facts={[
            ['Greeting', <q key="greeting">{line.greeting}</q>],
            ['Is', line.persona],
            ['Told to', line.prompt],
          ]}
        />
      </Card>
      <Card title="Opening hours">{line.hours === null ? <p>Always open.</p> : <HoursTable hours={line.hours} />}</Card>
      <Card title="Ways to a person">
        <Switches
          items={line.escalation.map(({ way, whyNot }) => ({
            ...{ name: wayWords(way), isOn: whyNot === null },
            why: whyNot === null ? null : whyNotWords(whyNot),
          }))}
        />
      </Card>
      <Card title="Features of the site">
        <Switches items={line.features.map(({ name, isOn }) => ({ name: featureWords(name), isOn, why: null }))} />
      </Card>
      <People line={line} />
      <FactCard title="Callbacks" facts={line.callbacks} empty="This line calls nobody back." />
      <FactCard title="Texts and e-mails" facts={line.sending} empty="Nothing is sent." />
      <FactCard title="Voice" facts={line.voice} empty="As the carrier has it.">
        <ul className="lines-list">
          {line.languages.map(({ code, greeting }) => (
            <li key={code}>
              {languageWords(code)} <span className="muted small">{code}</span>
              {greeting !== null && <q className="small muted">{greeting}</q>}
            </li>
          ))}
        </ul>
      </FactCard>
      <Links line={line} />
      <Knowledge line={line} />
      <Actions line={line} />
      <FactCard title="Limits and storage" facts={line.limits} empty="None." />
    </div>
  );
}

function FactCard({
  title,
  facts,
  empty,
  children,
}: {
  readonly title: string;
  readonly facts: FactList;
  readonly empty: string;
  readonly children?: ReactNode;
}) {
  return (
    <Card title={title}>
      {facts.length === 0 ? <p className="muted">{empty}</p> : <Facts facts={pairs(facts)} />}
      {children}
    </Card>
  );
}

interface SwitchItem {
  readonly name: string;
  readonly isOn: boolean;
  readonly why: string | null;
}

function Switches({ items }: { readonly items: readonly SwitchItem[] }) {
  return (
    <ul className="lines-switches">
      {items.map(({ name, isOn, why }) => (
        <li key={name}>
          <Badge tone={isOn ? 'good' : 'neutral'} icon={isOn ? Check : X}>
            {isOn ? 'on' : 'off'}
          </Badge>
          <span>
            {name}
            {why !== null && <span className="muted small"> · {why}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function People({ line }: { readonly line: LineDetail }) {
  if (line.people.length === 0)
    return <FactCard title="People" facts={line.transfer} empty="Nobody can be connected." />;
  return (
    <Card title="People">
      <ul className="lines-list">
        {line.people.map(({ id, reach, department, ringSeconds, hours }) => (
          <li key={id}>
            <strong>{id}</strong> {department !== null && <Badge>{department}</Badge>}
            <span className="muted small">
              {reach}, rings {ringSeconds} s
            </span>
            {hours !== null && <HoursTable hours={hours} />}
          </li>
        ))}
      </ul>
      <Facts facts={pairs(line.transfer)} />
    </Card>
  );
}

function Links({ line }: { readonly line: LineDetail }) {
  return (
    <Card title="Links">
      {line.links.length === 0 && line.linkHosts.length === 0 && <p className="muted">No link may be sent.</p>}
      <ul className="lines-list">
        {line.links.map(({ id, title, url, description }) => (
          <li key={id}>
            <strong>{title}</strong> <code>{url}</code>
            {description !== null && <span className="muted small">{description}</span>}
          </li>
        ))}
        {line.linkHosts.map((host) => (
          <li key={host}>
            Any page on <code>{host}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Knowledge({ line }: { readonly line: LineDetail }) {
  return (
    <Card title="Knowledge">
      {line.knowledge.length === 0 && <p className="muted">Nothing beyond what it is told to do.</p>}
      <ul className="lines-list">
        {line.knowledge.map(({ title, length }) => (
          <li key={title}>
            {title} <span className="muted small">{length.toLocaleString('en')} characters</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Actions({ line }: { readonly line: LineDetail }) {
  if (line.actions.length === 0) return null;
  return (
    <Card title="Actions">
      <ul className="lines-list">
        {line.actions.map(({ name, type, to, description, parameters, isAsync, ofSite }) => (
          <li key={name}>
            <code>{name}</code> <Badge>{type.replaceAll('_', ' ')}</Badge>
            {isAsync && <Badge>in the background</Badge>}
            {ofSite && <Badge>of the site</Badge>}
            <span className="lines-whole">{description}</span>
            <span className="lines-whole muted small">
              To {to}
              {parameters.length > 0 && `; asks for ${parameters.join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
