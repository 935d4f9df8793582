import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Currency, Decimal } from '@/lib/money'
import { isDecimal } from '@/lib/money'
import type { Operation, Reader, Writer } from './client'
import { given } from './encode'
import { isRefusal } from './errors'
import { list } from './list'
import { humanOrNone, id, textOrNone } from './wire'

export { findVersion } from './version'

const GetConfigurationValue = {
  action: 'GetConfigurationValue',
  effect: 'read',
  response: z.object({ setting: z.string(), value: textOrNone }),
} as const satisfies Operation

const FORMATS = [1, 2, 3, 4] as const

const format = z.union([z.number(), z.string()]).transform((value, context): Currency['format'] => {
  const found = FORMATS.find((known) => String(known) === String(value))
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'not a currency format' })
  return z.NEVER
})

/** Five digits after the point, which an amount does not have. */
const rate = z
  .union([z.number(), z.string()])
  .transform(String)
  .refine((text) => isDecimal(text) && Number(text) > 0, 'not a rate')

const GetCurrencies = {
  action: 'GetCurrencies',
  effect: 'read',
  response: list(
    'currencies',
    'currency',
    z.object({
      id,
      code: z.string().min(1),
      prefix: humanOrNone,
      suffix: humanOrNone,
      format,
      rate,
    }),
  ),
} as const satisfies Operation

const LogActivity = { action: 'LogActivity', effect: 'write', response: z.object({}) } as const satisfies Operation
const AddClientNote = {
  action: 'AddClientNote',
  effect: 'write',
  response: z.object({ noteid: id }),
} as const satisfies Operation

/** The settings that the portal looks at. Names of the add-funds and profile settings are taken from WHMCS's templates. */
export type SettingName =
  | 'SystemURL'
  | 'CompanyName'
  | 'AddFundsEnabled'
  | 'AddFundsMinimum'
  | 'AddFundsMaximum'
  | 'AddFundsMaximumBalance'
  | 'AddFundsRequireOrder'
  | 'ClientsProfileUneditableFields'
  | 'EnableMassPay'
  | 'EnableProformaInvoicing'
  | 'ShowCancellationButton'

/**
 * One configuration value as WHMCS keeps it: text, `on` and '' for switches.
 *
 * https://developers.whmcs.com/api-reference/getconfigurationvalue/
 *
 * @returns null for a setting that this version does not have
 */
export async function getSetting(whmcs: Reader, setting: SettingName): Promise<string | null> {
  try {
    return (await whmcs.read(GetConfigurationValue, { setting })).value
  } catch (error) {
    if (isRefusal(error, /invalid name for parameter setting/i)) return null
    throw error
  }
}

/** `rate`: what one of the default currency is worth in it. */
export type RatedCurrency = Currency & { readonly rate: Decimal }

/** The same for everybody, so it may be kept for a while. https://developers.whmcs.com/api-reference/getcurrencies/ */
export async function listCurrencies(whmcs: Reader): Promise<RatedCurrency[]> {
  return (await whmcs.read(GetCurrencies)).items
}

/**
 * A line in WHMCS's own activity log, at the client when one is given. The parameter was renamed in 8.0.
 *
 * https://developers.whmcs.com/api-reference/logactivity/
 */
export async function logActivity(whmcs: Writer, description: string, client?: ClientId): Promise<void> {
  const { major } = await whmcs.version()
  const about = major < 8 ? given({ userid: client }) : given({ clientid: client })
  await whmcs.write(LogActivity, { description, ...about })
}

/** A note that only staff sees. @returns its id. https://developers.whmcs.com/api-reference/addclientnote/ */
export async function addClientNote(whmcs: Writer, client: ClientId, note: string): Promise<number> {
  return (await whmcs.write(AddClientNote, { userid: client, notes: note })).noteid
}
