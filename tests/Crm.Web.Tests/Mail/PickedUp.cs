using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Crm.Mail;

/// <summary>The mails in a server's pick-up folder.</summary>
public static class PickedUp
{
    /// <summary>Waits until there are at least this many.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> FromAsync(CrmServer server, int atLeast)
    {
        var folder = Path.Combine(server.Services.GetRequiredService<CrmSettings>().Data, "mail");
        await Eventually.TrueAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.eml").Length >= atLeast, $"{atLeast} mails in the pick-up folder");
        return [.. Directory.GetFiles(folder, "*.eml").Order().Select(file => MimeMessage.Load(file))];
    }
}
