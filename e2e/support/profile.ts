import { unserializeArray } from '../../sandbox/core/php-serialize.ts'
import { expect } from '../fixtures.ts'
import type { Sandbox } from './sandbox.ts'

/** Client 1 as WHMCS holds it now. */
export async function clientOne(sandbox: Sandbox) {
  const { clients } = await sandbox.state('clients')
  const found = clients.find(({ id }) => id === 1)
  if (!found) throw new Error('There is no client 1.')
  return found
}

/** The values of client 1's custom fields, by the field's id. */
export async function customValues(sandbox: Sandbox): Promise<Record<number, string>> {
  const { custom_field_values: values } = await sandbox.state('custom_field_values')
  return Object.fromEntries(values.flatMap(({ fieldid, relid, value }) => (relid === 1 ? [[fieldid, value]] : [])))
}

const ENVELOPE = /^(action|identifier|secret|accesskey|responsetype|username|password|clientid|user_id)$/

/** What the portal said in the only write there was, without the envelope; `customfields` unpacked. */
export async function saidTo(sandbox: Sandbox, action: string): Promise<Record<string, unknown>> {
  const writes = (await sandbox.calls()).filter((call) => /^(Add|Update|Delete)/.test(call.action))
  expect(writes.map((call) => call.action)).toEqual([action])
  const said = Object.entries(writes[0]?.params ?? {}).filter(([name]) => !ENVELOPE.test(name))
  return Object.fromEntries(
    said.map(([name, value]) => {
      if (name !== 'customfields') return [name, value]
      return [name, unserializeArray(String(value))]
    }),
  )
}
