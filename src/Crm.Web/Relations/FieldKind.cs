namespace Crm.Relations;

/// <summary>What kind of value a field holds; decides how it is asked and shown.</summary>
public enum FieldKind { Text, LongText, Digits, Email, Phone, Website, YesNo, Employee, Language, Country, Amount, Date, Source, Status, Number, Choice }
