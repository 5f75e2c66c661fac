import { describe, expect, test } from 'vitest';
import { clientFields } from '#shared/scheduling/client.ts';
import { serviceFields } from '#shared/scheduling/service.ts';
import { beginEdits, edit, faultsOf, refusalFaults, upsertOf } from '#renderer/ui/forms/edits.ts';
import { service } from '#tests/builders/clinic.ts';

const base = { name: 'Ana', phone: '1', email: '', notes: '', birthDate: null, isActive: true };

describe('edits', () => {
  test('only what was touched is sent, with what it replaces', () => {
    const edits = edit(beginEdits<typeof base>(), base, { phone: '2' });
    expect(upsertOf(edits, base, base)).toEqual({ set: { phone: '2' }, was: { phone: '1' } });
  });

  test('what it replaces is what stood there when the person began, not what another desk wrote since', () => {
    const first = edit(beginEdits<typeof base>(), base, { phone: '2' });
    const later = edit(first, { ...base, phone: '9' }, { phone: '23' });
    expect(later).toEqual({ set: { phone: '23' }, was: { phone: '1' } });
  });

  test('a field that is put back is no edit', () => {
    const edits = edit(edit(beginEdits<typeof base>(), base, { phone: '2' }), base, { phone: '1' });
    expect(edits).toEqual({ set: {}, was: {} });
  });

  test('a new document is sent whole', () => {
    const edits = edit(beginEdits<typeof base>(), { ...base, name: '' }, { name: 'Bo' });
    expect(upsertOf(edits, null, { ...base, name: '' })).toEqual({ set: { ...base, name: 'Bo' }, was: null });
  });
});

describe('faults', () => {
  test('every fault is found at its field before anything is sent', () => {
    const set = { ...base, name: ' ', birthDate: '1984-02-30', notes: 'a\u0000b' };
    expect(faultsOf(clientFields, { set, was: null })).toEqual({
      name: 'text-missing',
      birthDate: 'not-a-date',
      notes: 'text-not-storable',
    });
  });

  test('a fault deep in a service names its place', () => {
    const { id: _id, version: _version, ...fields } = service({});
    const phases = [{ name: '', minutes: 0, needs: [] }];
    expect(faultsOf(serviceFields, { set: { ...fields, phases, priceMinor: -1 }, was: null })).toEqual({
      'phases.0.minutes': 'minutes-out-of-range',
      priceMinor: 'price-out-of-range',
    });
  });

  test("a refusal's field is the form's field", () => {
    expect(refusalFaults({ code: 'text-too-long', field: 'set.name', conflicts: [] })).toEqual({
      name: 'text-too-long',
    });
    expect(refusalFaults({ code: 'changed-meanwhile', field: 'phone', conflicts: [] })).toEqual({
      phone: 'changed-meanwhile',
    });
    expect(refusalFaults({ code: 'not-permitted', field: '', conflicts: [] })).toEqual({ '': 'not-permitted' });
  });
});
