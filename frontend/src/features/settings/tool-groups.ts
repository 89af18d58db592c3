type ToolKind = 'reading' | 'seeing' | 'acting';

export interface ToolGroupOf {
  group: ToolKind;
  tools: string[];
}

const order: ToolKind[] = ['reading', 'seeing', 'acting'];
const reading = /^(list|get|diagnose|recording|storage)_/;

/** The server's tools by what they may do, told by the first word of their names. One of no known kind counts as acting. */
export function toolGroups(tools: readonly string[]): ToolGroupOf[] {
  return order
    .map((group) => ({ group, tools: tools.filter((tool) => kindOf(tool) === group) }))
    .filter((group) => group.tools.length > 0);
}

function kindOf(tool: string): ToolKind {
  if (reading.test(tool)) return 'reading';
  return tool.startsWith('look_') ? 'seeing' : 'acting';
}
