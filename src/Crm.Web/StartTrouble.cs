using Crm.Data;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace Crm;

/// <summary>Tells the operator in a sentence why the server did not start, and what to do.</summary>
public static class StartTrouble
{
    /// <summary>Null for what only its stack trace explains.</summary>
    public static string? Told(Exception error, CrmSettings settings) => error switch
    {
        RefusedException refused => refused.Told,
        IOException { InnerException: AddressInUseException } => Say(
            $"Poort {settings.Port} is bezet. Stop wat daar draait, of kies een andere met --port.",
            $"Port {settings.Port} is in use. Stop what runs there, or choose another one with --port."),
        NpgsqlException => Say(
            $"De database antwoordt niet: {error.Message}. Controleer de verbinding die bij --postgres staat.",
            $"The database does not answer: {error.Message}. Check the connection given with --postgres."),
        UnauthorizedAccessException => Say(
            $"In de map {settings.Data} mag niet worden geschreven. Geef de rechten daarop, of kies een andere met --data.",
            $"The folder {settings.Data} cannot be written to. Allow it, or choose another one with --data."),
        _ => null,
    };
}
