import { watchUploads } from './uploads.js'

watchUploads()
