const SHOWN_MS = 2_000;

/** A button at each block of code. Without a script, or where the browser forbids copying, the block is just text. */
export function startCodeCopy(page: Document): void {
  for (const block of page.querySelectorAll<HTMLElement>('.prose pre.code')) {
    const frame = page.createElement('div');
    frame.className = 'copyable';
    const button = page.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    block.replaceWith(frame);
    frame.append(block, button);
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(block.textContent ?? '').then(
        () => say(button, 'Copied'),
        () => say(button, 'Not allowed'),
      );
    });
  }
}

function say(button: HTMLButtonElement, words: string): void {
  button.textContent = words;
  setTimeout(() => (button.textContent = 'Copy'), SHOWN_MS);
}
