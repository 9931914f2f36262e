import { Button } from '../../../components/ui/button.js';
import { CopyButton } from '../../../components/ui/copy-button.js';

interface SecretOnceProps {
  secret: string;
  text: string;
  onDone: () => void;
}

/** Something that is shown this one time. */
export function SecretOnce({ secret, text, onDone }: SecretOnceProps) {
  return (
    <div className="grid gap-4">
      <p className="text-sm leading-relaxed text-dim">{text}</p>
      <code className="rounded-control border border-line bg-mist p-3 font-mono text-[13px] break-all">
        {secret}
      </code>
      <div className="flex justify-end gap-2">
        <CopyButton text={secret} />
        <Button look="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
