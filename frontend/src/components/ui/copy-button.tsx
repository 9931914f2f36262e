import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { toast } from '../../lib/toast.js';
import { Button } from './button.js';

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast('The browser did not allow copying. Select the text and copy it by hand.', 'bad');
    }
  };
  return (
    <Button onClick={() => void copy()}>
      {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      {copied ? 'Copied' : label}
    </Button>
  );
}
