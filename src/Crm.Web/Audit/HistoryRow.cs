using Crm.Users;

namespace Crm.Audit;

/// <summary>A line of the history, in the reader's language.</summary>
public sealed record HistoryRow(DateTime At, string By, Door Door, string Field, string FieldName, string Old, string New);
