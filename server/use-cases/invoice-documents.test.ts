import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { MISSING_FILE } from '@/lib/invoice-file'
import { permit } from '@/server/access/permitted'
import { selectedInvoices, zipInvoices } from './invoice-documents'
import { useServices } from './testing/services'

/** What stands in a ZIP by its central directory, which is not what the page reads (PKWARE's APPNOTE 4.3.12). */
function entriesOf(zip: Buffer): { name: string; bytes: Buffer }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [length, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const name = zip.toString('utf8', at + 46, at + 46 + (length ?? 0))
    const header = zip.readUInt32LE(at + 42)
    const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
    const bytes = zip.subarray(from, from + zip.readUInt32LE(at + 24))
    expect(crc32(bytes), name).toBe(zip.readUInt32LE(at + 16))
    at += 46 + (length ?? 0) + (extra ?? 0) + (comment ?? 0)
    return { name, bytes }
  })
}

describe('PDFs in one file', () => {
  const { sandbox, whmcs, viewer, calls, plant } = useServices(permit)

  const notice = (missing: readonly string[]) => `missing: ${missing.join(', ')}`
  const own = () => whmcs().all('invoices', "WHERE userid = 1 AND status <> 'Draft' ORDER BY id")
  const zipOf = async (ids: readonly number[]) =>
    entriesOf(await buffer(await zipInvoices(viewer('invoices'), ids, notice)))

  test('each PDF of a selection is in the ZIP, whole, under its number', async () => {
    const chosen = own().slice(0, 4)
    const entries = await zipOf(chosen.map(({ id }) => id))
    expect(entries.map(({ name }) => name)).toEqual(
      chosen.map(({ id, invoicenum }) => `invoice-${invoicenum || id}.pdf`),
    )
    for (const { bytes } of entries) {
      expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
      expect(bytes.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true)
    }
  })

  test('two numbers that are the same as a file’s name do not hide each other', async () => {
    const [first, second] = own()
    whmcs().update('invoices', first?.id ?? 0, { invoicenum: 'A/1' })
    whmcs().update('invoices', second?.id ?? 0, { invoicenum: 'A 1' })
    const names = (await zipOf([first?.id ?? 0, second?.id ?? 0])).map(({ name }) => name)
    expect(new Set(names).size).toBe(2)
  })

  test('what WHMCS does not hand out is named in the ZIP, and the others are in it', async () => {
    const [first, second, third] = own()
    sandbox.world.faults.add([{ action: 'CreateSsoToken', nth: 2, fault: 'refuse', message: 'No' }])
    const entries = await zipOf([first?.id ?? 0, second?.id ?? 0, third?.id ?? 0])
    expect(entries).toHaveLength(3)
    expect(entries.at(-1)?.name).toBe(MISSING_FILE)
    expect(entries.at(-1)?.bytes.toString()).toBe(`missing: ${second?.invoicenum || second?.id}`)
  })

  test('a WHMCS that is busy for a moment costs no document', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 })
    const [first] = own()
    sandbox.world.faults.add([{ action: 'CreateSsoToken', nth: 1, fault: 'status', status: 503 }])
    const entries = await zipOf([first?.id ?? 0]).finally(() => vi.useRealTimers())
    expect(entries.map(({ name }) => name)).toEqual([`invoice-${first?.invoicenum || first?.id}.pdf`])
  })

  test('one that is somebody else’s, a draft, none, or too many: nothing begins', async () => {
    const [mine] = own()
    const foreign = whmcs().first('invoices', 'WHERE userid = 2')?.id ?? 0
    const draft = plant({ service: 1, status: 'Draft' })
    const many = Array.from({ length: 51 }, (_, index) => index + 1)
    for (const ids of [[mine?.id ?? 0, foreign], [draft], [987_654], [], many]) {
      await expect(zipOf(ids)).rejects.toMatchObject({ code: 'not_found' })
      await expect(selectedInvoices(viewer('invoices'), ids)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(calls('CreateSsoToken')).toBe(0)
  })

  test('whoever stops waiting stops the work', async () => {
    const ids = own()
      .slice(0, 5)
      .map(({ id }) => id)
    const zip = await zipInvoices(viewer('invoices'), ids, notice)
    const reader = zip.getReader()
    await reader.read()
    await reader.cancel()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(calls('CreateSsoToken')).toBeLessThan(ids.length)
  })
})
