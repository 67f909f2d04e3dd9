/** Who somebody is by the word of an identity provider: its name for the person, and the codice fiscale where it tells one. */
export interface ProvedIdentity {
  issuer: string
  subject: string
  taxCode: string | null
  /** The provider's signed word itself, shown to it again for signing out. */
  idToken: string
}
