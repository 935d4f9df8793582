/**
 * Twelve mistakes and more that this engine could have, each as one change of its source. The tests plant them one by one
 * in a process of their own and want the checker to see every one. Nothing of this is in the product.
 */
export type Planted = { readonly file: string; readonly from: string; readonly to: string }

export const PLANTED: Readonly<Record<string, Planted>> = {
  'a write is sent again after a doubtful answer': {
    file: 'server/whmcs/caller.ts',
    from: 'const again = isRead && error instanceof CallFailure',
    to: 'const again = error instanceof CallFailure',
  },
  'whoever died while sending keeps the right to send for ever': {
    file: 'server/operations/reconcile.ts',
    from: "if (operation.state === 'sending') return age < LEASE ?",
    to: "if (operation.state === 'sending') return age < Infinity ?",
  },
  'the intent is recorded after sending': {
    file: 'server/operations/carry-out.ts',
    from: 'const opened = await openOperations(works.db, plans, new Date())',
    to: `const id = crypto.randomUUID()
  for (const plan of plans.slice(0, 1)) {
    const early = { ...plan, id, follows: null, state: 'sending', result: null, createdAt: new Date(), sentAt: null }
    await kindFor(works, early as never).send(works.whmcs, early as never)
  }
  const opened = await openOperations(works.db, plans, new Date(), id)`,
  },
  'money is a float': {
    file: 'server/operations/credit-apply.ts',
    from: 'await applyCredit(whmcs, own.id, amount)',
    to: 'await applyCredit(whmcs, own.id, String(Math.floor(Number(amount) * 100) / 100))',
  },
  'an answer with status 200 is a success': {
    file: 'server/operations/sending.ts',
    from: '      changed ||= !neverDone(error)\n',
    to: "      if (error instanceof WhmcsError && !/ECONN|timeout|status/.test(error.reason ?? 'ECONN')) return {} as never\n",
  },
  'what is unknown may be sent again after a restart': {
    file: 'server/operations/reconcile.ts',
    from: "if (operation.state !== 'unknown') return operation\n",
    to: `if (operation.state !== 'unknown') return operation
  if (works.whmcs !== undefined) {
    await works.db.updateTable('operations').set({ state: 'intent' }).where('id', '=', operation.id).execute()
    return (await perform(works, operation)).operation
  }
`,
  },
  'nothing keeps two operations from one target': {
    file: 'server/store/operations.ts',
    from: 'if (!mine) throw taken',
    to: 'void mine',
  },
  'a reading that is too old is believed': {
    file: 'server/operations/reconcile.ts',
    from: "first.kind === 'absent' && age >= GRACE",
    to: "first.kind === 'absent'",
  },
  'a submission is not bound to what was in the form': {
    file: 'server/store/intents.ts',
    from: "if (row.input_hash !== inputHash) return { kind: 'mismatch' }",
    to: '',
  },
  'the lock is let go before the proof': {
    file: 'server/store/operations.ts',
    from: "if (row && end.state !== 'unknown') await",
    to: 'if (row) await',
  },
  'an amount that no longer fits is made smaller': {
    file: 'server/operations/credit-apply.ts',
    from: `    if (open !== toCents(balance) || toCents(amount) > open) {
      throw new PortalError('rejected', { message: 'amount_changed' })
    }
    if (toCents(amount) > toCents(client.credit)) {
      throw new PortalError('rejected', { message: 'amount_above_credit' })
    }
    const { applied, paid } = await applyCredit(whmcs, own.id, amount)
    // WHMCS says another sum than was asked for: what really happened is in its log.
    if (toCents(applied) !== toCents(amount)) throw new PortalError('outcome_unknown')
`,
    to: `    void balance
    const least = [toCents(amount), open, toCents(client.credit)].reduce((a, b) => (a < b ? a : b))
    const { paid } = await applyCredit(whmcs, own.id, String(Number(least) / 100))
`,
  },
  'nothing is written to the audit': {
    file: 'server/operations/carry-out.ts',
    from: "if (begun && traced) await append(trx, traceOf(operation, 'attempted'))",
    to: '',
  },
}
