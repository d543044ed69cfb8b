import './access.css';
import { LogIn } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { z } from 'zod';
import { SignInWays } from '../../../contract/access.ts';
import { RequestError } from '../../data/request.ts';
import { useApi, useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { Note } from '../../kit/note.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { beginAnew } from './session.ts';
import { useCountdown, waitText } from './use-countdown.ts';

/** Before everything else, where somebody has to sign in. */
export function SignIn() {
  const ways = useApi(SignInWays, '/api/sign-in');
  useEffect(() => {
    document.title = 'Sign in · Attendant';
  }, []);
  return (
    <main className="access-door">
      <div className="access-card">
        <div className="access-brand">
          <img src="/icon.svg" alt="" />
          Attendant
        </div>
        <h1>Sign in</h1>
        {ways.data === undefined && ways.error !== null && <Note tone="bad">{ways.error.message}</Note>}
        {/* Not before it is known what to ask for: what was typed must not be lost. */}
        {ways.data === undefined && ways.error === null ? (
          <Loading what="the ways to sign in" />
        ) : (
          <SignInForm ways={ways.data ?? { needed: true, names: true, sharedPassword: false }} />
        )}
      </div>
    </main>
  );
}

function SignInForm({ ways }: { readonly ways: SignInWays }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [wait, beginWait] = useCountdown();
  const signIn = useCommand(
    z.object({ operator: z.object({ name: z.string() }) }),
    (credentials: { readonly name: string; readonly password: string }) => ({
      path: '/api/sign-in',
      body: credentials,
    }),
    { silent: true, onDone: () => void beginAnew() },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wait > 0 || signIn.isPending || password === '') return;
    const onError = (error: unknown): void => {
      setPassword('');
      if (error instanceof RequestError) beginWait(error.retryAfterSeconds);
    };
    signIn.mutate({ name, password }, { onError });
  };
  return (
    <form className="access-form" onSubmit={submit}>
      {ways.names ? (
        <TextField
          label="Name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck="false"
          autoFocus
          value={name}
          onChange={setName}
          {...(ways.sharedPassword && { note: "Leave it empty for the server's own password." })}
          isRequired={!ways.sharedPassword}
        />
      ) : (
        // What a password manager files the password under.
        <input
          className="visually-hidden"
          name="username"
          autoComplete="username"
          value="console"
          readOnly
          tabIndex={-1}
          aria-hidden
        />
      )}
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus={!ways.names}
        value={password}
        onChange={setPassword}
        isRequired
      />
      <Failure error={signIn.error} wait={wait} />
      <Button type="submit" variant="primary" icon={LogIn} isPending={signIn.isPending} isDisabled={wait > 0}>
        Sign in
      </Button>
    </form>
  );
}

/** Why it failed, and for how long the next attempt has to wait. */
function Failure({ error, wait }: { readonly error: Error | null; readonly wait: number }) {
  if (error === null) return null;
  const isTooMany = error instanceof RequestError && error.status === 429;
  const why = isTooMany ? 'Too many wrong passwords.' : error.message;
  return (
    <Note tone="bad">
      {isTooMany && wait === 0 ? 'You can try again now.' : why}
      {wait > 0 && (
        <>
          {' '}
          {/* Counted down to the eye; heard once. */}
          <span aria-hidden>The next attempt is possible in {waitText(wait)}.</span>
          <span className="visually-hidden">The next attempt has to wait.</span>
        </>
      )}
    </Note>
  );
}
