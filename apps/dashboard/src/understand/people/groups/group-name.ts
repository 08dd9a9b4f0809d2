/** What a group is called: its name, else its id. */
export const groupName = ({ name, groupId }: { name: string | null; groupId: string }): string =>
  name ?? groupId
