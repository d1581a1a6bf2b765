namespace Crm.Mail;

/// <summary>A mail to be written from a template: to whom, in which language, and what the template names.</summary>
/// <param name="Template">A file in templates/mail: "quote-sent" is quote-sent.nl.scriban and quote-sent.en.scriban.</param>
/// <param name="Language">"nl" or "en".</param>
public sealed record Letter(string Template, string Language, string ToAddress, string ToName)
{
    /// <summary>Texts as they are: the template encodes them.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();
    /// <summary>Markup that is safe already; the template names it body.</summary>
    public string Markup { get; init; } = "";
    /// <summary>For mail to many: where the receiver ends it with one click.</summary>
    public string UnsubscribeUrl { get; init; } = "";
    public IReadOnlyList<Guid> FileIds { get; init; } = [];
    /// <summary>Addresses of who else gets it.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];
    /// <summary>The employee in whose name it goes; null: the company.</summary>
    public Guid? SenderId { get; init; }
    /// <summary>Holds what only its receiver may see: nobody else reads it in the product.</summary>
    public Guid? OnlyForId { get; init; }
    /// <summary>Holds a code to sign or log in with. Who could read it could sign in the customer's name: no employee may.</summary>
    public bool HoldsCode { get; init; }
    public Guid? RelationId { get; init; }
    public Guid? ForecastId { get; init; }
    public Guid? QuoteId { get; init; }
}
