/** Stands as author in the properties of every file written: a person's name is not put there without being asked for. */
export const productName = 'Cooperation Desk'
