// Requests that change the ledger: with the word that only a page of this desk knows.
const word = document.querySelector('meta[name="fogline-word"]').content;

export async function send(path, { body, type = "application/json", method = "POST", signal } = {}) {
  const answer = await fetch(path, {
    method, body, signal, headers: { "X-Fogline-Word": word, "Content-Type": type },
  });
  if (answer.ok) return answer;
  let told = `the desk answered ${answer.status}`;
  try {
    const { error } = await answer.json();
    told = [error.what, error.remedy].filter(Boolean).join(": ");
  } catch { /* No words from the desk: the number must do. */ }
  throw Object.assign(new Error(told), { status: answer.status });
}
