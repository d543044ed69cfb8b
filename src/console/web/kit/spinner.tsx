/** Something is under way; whatever stands beside it says what. */
export function Spinner() {
  return <span className="spinner" aria-hidden />;
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="loading" role="status">
      <Spinner /> Loading {what} …
    </div>
  );
}
