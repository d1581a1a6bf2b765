namespace Crm.Users;

/// <summary>Whose records a list shows: those of my department, those I am responsible for, or all.</summary>
public enum Whose { Team, Mine, All }

public static class WhoseNames
{
    public static string Name(this Whose whose) => whose switch
    {
        Whose.Mine => Say("Van mij", "Mine"),
        Whose.Team => Say("Mijn team", "My team"),
        _ => Say("Iedereen", "Everyone"),
    };
}
