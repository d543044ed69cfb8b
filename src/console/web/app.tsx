export function App() {
  return <main>Attendant</main>;
}
