import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { FormProvider, useForm } from 'react-hook-form';
import { NEW_AGENT, type AgentFormValues } from '../lib/agent-form.mapping.js';
import { AnalysisFields } from './analysis-fields.js';

afterEach(cleanup);

function show(): () => AgentFormValues['analysis'] {
  let read = (): AgentFormValues['analysis'] => NEW_AGENT.analysis;
  function Form() {
    const form = useForm<AgentFormValues>({ defaultValues: NEW_AGENT });
    read = () => form.getValues('analysis');
    return (
      <FormProvider {...form}>
        <AnalysisFields />
      </FormProvider>
    );
  }
  render(<Form />);
  return () => read();
}
const press = (name: string): Promise<void> => userEvent.click(screen.getByRole('button', { name }));

describe('the analysis of an agent', () => {
  it('is off, and shows its lists once it is on', async () => {
    const read = show();
    expect(screen.queryByText('Success criteria')).toBeNull();
    await userEvent.click(screen.getByRole('checkbox', { name: /Analyse every call/ }));
    expect(screen.queryByText('Success criteria')).not.toBeNull();
    expect(read()).toEqual({ enabled: true, criteria: [], fields: [] });
  });

  it('gains criteria and fields, and loses them', async () => {
    const read = show();
    await userEvent.click(screen.getByRole('checkbox', { name: /Analyse every call/ }));
    await press('Add a criterion');
    await userEvent.type(screen.getByLabelText('Name of criterion 1'), 'Booked');
    await userEvent.type(screen.getByLabelText('Meaning of criterion 1'), 'A table was booked.');
    await press('Add a field');
    await userEvent.type(screen.getByLabelText('Name of field 1'), 'Mood');
    await userEvent.selectOptions(screen.getByLabelText('Kind of Mood'), 'One of a list');
    await userEvent.type(screen.getByLabelText('Choices of Mood'), 'calm, cross,');
    await userEvent.tab();
    expect(read()).toEqual({
      enabled: true,
      criteria: [{ name: 'Booked', description: 'A table was booked.' }],
      fields: [{ name: 'Mood', description: '', kind: 'choice', options: ['calm', 'cross'] }],
    });
    await userEvent.selectOptions(screen.getByLabelText('Kind of Mood'), 'Number');
    expect(read().fields[0]).toMatchObject({ kind: 'number', options: undefined });
    await press('Remove criterion Booked');
    expect(read().criteria).toEqual([]);
  });
});
