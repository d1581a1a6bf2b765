namespace Crm.Shell.Parts;

/// <summary>What the control inside a <see cref="Field"/> must carry, so that label, hint and fault belong to it.</summary>
public sealed record FieldBox(string Id, string? DescribedBy, bool IsWrong, bool IsRequired)
{
    public string Invalid => IsWrong ? "true" : "false";
    public string Required => IsRequired ? "true" : "false";
    public string Look => IsWrong ? "in wrong" : "in";
}
