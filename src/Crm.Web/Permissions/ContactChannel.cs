namespace Crm.Permissions;

/// <summary>A way to approach someone unasked. A message is a text or WhatsApp, which the law treats as mail.</summary>
public enum ContactChannel { Mail, Message, Phone, Post }

public static class ContactChannels
{
    public static readonly IReadOnlyList<ContactChannel> All = Enum.GetValues<ContactChannel>();

    public static LocalText Name(this ContactChannel channel) => channel switch
    {
        ContactChannel.Mail => new("Campagnemail", "Campaign mail"),
        ContactChannel.Message => new("Sms en WhatsApp", "Text and WhatsApp"),
        ContactChannel.Phone => new("Bellen", "Calling"),
        _ => new("Post", "Post"),
    };
}
