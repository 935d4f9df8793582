/**
 * Mistakes that the engine could have, each as a change of its source: the twelve of the design and some more. The tests
 * plant them one by one in a process of their own, and want the checker to see every one. Nothing of this is in the
 * product.
 */
export type Planted = { readonly file: string; readonly changes: readonly (readonly [from: string, to: string])[] }

const CARRY_OUT = 'server/operations/carry-out.ts'
const RECONCILE = 'server/operations/reconcile.ts'
const STORE = 'server/store/operations.ts'
const CREDIT = 'server/operations/credit-apply.ts'

export const PLANTED: Readonly<Record<string, Planted>> = {
  'a write is sent again after a doubtful answer': {
    file: 'server/whmcs/caller.ts',
    changes: [['const again = isRead && error instanceof', 'const again = error instanceof']],
  },
  'whoever died while sending keeps the right to send for ever': {
    file: RECONCILE,
    changes: [['age < LEASE ? operation :', 'age < Infinity ? operation :']],
  },
  'the intent is recorded after sending': {
    file: CARRY_OUT,
    changes: [
      ['if (!(await begin(works, operation, traced))) {', "if (operation.state !== 'intent') {"],
      [
        "    return { operation: await conclude(works, mine, 'applied',",
        "    await begin(works, mine, traced)\n    return { operation: await conclude(works, mine, 'applied',",
      ],
    ],
  },
  'money is a float': {
    file: CREDIT,
    changes: [
      ['applyCredit(whmcs, id, amount)', 'applyCredit(whmcs, id, String(Math.floor(Number(amount) * 100) / 100))'],
    ],
  },
  'an answer with status 200 is a success': {
    file: 'server/whmcs/answer.ts',
    changes: [
      [
        'if (!parsed.ok) throw',
        "if (!parsed.ok && effect === 'write' && attempt.status === 200) return { value: Object.create(null) }\n  if (!parsed.ok) throw",
      ],
    ],
  },
  'what is unknown may be sent again after a restart': {
    file: RECONCILE,
    changes: [
      [
        "if (operation.state !== 'unknown') return operation\n",
        `if (operation.state !== 'unknown') return operation
  await works.db.updateTable('operations').set({ state: 'intent' }).where('id', '=', operation.id).execute()
  if (age < GRACE) return (await perform(works, operation)).operation
`,
      ],
    ],
  },
  'nothing keeps two operations from one target': {
    file: STORE,
    changes: [['if (!mine) throw taken', 'void mine']],
  },
  'a reading that is too old is believed': {
    file: RECONCILE,
    changes: [["first.kind === 'absent' && age >= GRACE", "first.kind === 'absent'"]],
  },
  'a submission is not bound to what was in the form': {
    file: 'server/store/intents.ts',
    changes: [["if (row.input_hash !== inputHash) return { kind: 'mismatch' }", '']],
  },
  'the lock is let go before the proof': {
    file: STORE,
    changes: [["if (row && end.state !== 'unknown')", 'if (row)']],
  },
  'an amount that no longer fits is made smaller': {
    file: CREDIT,
    changes: [
      ['if (open !== toCents(said.balance) || amount > open) throw', 'if (said.balance === said.amount + open) throw'],
      ['if (amount > toCents(client.credit)) throw', 'if (said.balance === said.amount + client.credit) throw'],
      [
        'return own.id\n',
        'said.amount = String(Number([amount, open, toCents(client.credit)].reduce((a, b) => (a < b ? a : b))) / 100)\n  return own.id\n',
      ],
    ],
  },
  'nothing is written to the audit': {
    file: 'server/store/intents.ts',
    changes: [['    await append(trx, audit)\n    return', '    return']],
  },
  'what follows is sent without a trace': {
    file: CARRY_OUT,
    changes: [['if (begun && traced)', 'if (begun && traced && false)']],
  },
  'two may take the right to send': {
    file: STORE,
    changes: [[".where('state', '=', 'intent')", '']],
  },
  'whoever was held up sends all the same': {
    file: 'server/operations/sending.ts',
    changes: [
      ['if (Date.now() >= until) throw', 'if (Date.now() >= Infinity) throw'],
      ['whmcs.write(operation, params, until)', 'whmcs.write(operation, params)'],
    ],
  },
  'a reading that fails after the write undoes it': {
    file: 'server/operations/sending.ts',
    changes: [['neverDone(error) && !changed', 'neverDone(error)']],
  },
  'a row that is not shown yet is taken for another’s': {
    file: CREDIT,
    changes: [
      ['if (await equalOneMayLag(operation, details)) {', 'if (await equalOneMayLag(operation, details) && false) {'],
    ],
  },
  'what follows does not wait for the proof': {
    file: CARRY_OUT,
    changes: [["if (!before || before.state === 'applied')", "if (!before || before.state !== 'rejected')"]],
  },
  'the other account’s invoice is good enough': {
    file: 'server/access/ownership.ts',
    changes: [['found.clientId !== viewer.clientId ||', '']],
  },
}

/** The same for what agents change in an account. */
export const PLANTED_FOR_AGENTS: Readonly<Record<string, Planted>> = {
  'an agent’s submission is not on record': {
    file: 'server/store/intents.ts',
    changes: [['    await append(trx, audit)\n    return', '    return']],
  },
  'what an agent changes is not on record': {
    file: 'server/support/write.ts',
    changes: [
      [
        "await trace(grant, info, { event: 'support.change', outcome: 'attempted', of: name, change }, trx)",
        'void change',
      ],
    ],
  },
}
