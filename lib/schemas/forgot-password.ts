import * as z from 'zod/mini'
import { plainEmail } from './form'

export const forgotPasswordInput = z.strictObject({ email: plainEmail('email_required') })
