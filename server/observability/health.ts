import 'server-only'
import { store } from '@/server/store/current'
import { errorFields, log } from './log'

export async function isReady(): Promise<boolean> {
  try {
    return await (await store()).writable()
  } catch (error) {
    log('error', 'health.not_ready', errorFields(error))
    return false
  }
}
