const site = (id: string, more: string, lines: string): string => `
id: ${id}
name: Acme
time_zone: America/New_York
country: US
plan: enterprise
${more}
lines:
${lines}`;

const line = (id: string, number: string, more: string): string => `
  - id: ${id}
    name: ${id}
    numbers: ["${number}"]
    greeting: Hello.
    persona: { name: Sam }
    prompt: Help.
    limits: { silence_seconds: 60 }
    transfer: { targets: [{ id: desk, number: "+14155550205" }] }
    ${more}
`;

export const switchedOff = '+14155550104';
export const notBought = '+14155550105';
/** Outside its hours for ever. */
export const closed = '+14155550106';

/** Lines from which nobody can be reached now, each for another reason. */
export const sites: Readonly<Record<string, string>> = {
  'acme.yaml': site(
    'acme',
    '',
    line('off', switchedOff, '') + line('closed', closed, 'escalation: { transfer: true }\n    hours: {}'),
  ),
  'bare.yaml': site(
    'bare',
    'features: { bridge_call: false }',
    line('bare', notBought, 'escalation: { transfer: true }'),
  ),
};
