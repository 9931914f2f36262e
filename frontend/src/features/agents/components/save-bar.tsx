import { useEffect } from 'react';
import { useFormState } from 'react-hook-form';
import { Button } from '../../../components/ui/button.js';
import { FormError } from '../../../components/ui/states.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';

interface SaveBarProps {
  isNew: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Stays in sight below the form. ⌘S and Ctrl+S save from anywhere on the page. */
export function SaveBar({ isNew, onSave, onDiscard }: SaveBarProps) {
  const { errors, isDirty, isSubmitting } = useFormState<AgentFormValues>();
  const mayPress = isDirty || isNew;

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      if (mayPress && !isSubmitting) onSave();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [mayPress, isSubmitting, onSave]);

  return (
    <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-paper/95 px-1 py-3 backdrop-blur">
      <p role="status" className="mr-auto text-[13px] text-dim">
        {Object.keys(errors).length > 0
          ? 'Please check the marked fields.'
          : isDirty
            ? 'Unsaved changes'
            : !isNew && 'All changes saved'}
      </p>
      <FormError message={errors.root?.message} />
      {isDirty && !isNew && (
        <Button look="quiet" disabled={isSubmitting} onClick={onDiscard}>
          Discard
        </Button>
      )}
      <Button type="submit" look="primary" busy={isSubmitting} disabled={!mayPress}>
        {isNew ? 'Create agent' : 'Save draft'}
        <kbd className="hidden font-sans text-xs sm:inline">⌘S</kbd>
      </Button>
    </div>
  );
}
