/** Whom a callback is for: the name where it is known, and the number as it is shown. */
export function Who({ name, phone }: { readonly name: string | null; readonly phone: string }) {
  if (name === null) return <span>{phone}</span>;
  return (
    <>
      {name} <span className="muted">{phone}</span>
    </>
  );
}
