using Crm.Data;
using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Mail;

[Activity("Crm", "Mail", "Sends a mail to an employee or to any address, from a template or with a text of its own.", DisplayName = "Send mail")]
public sealed class SendMail : CodeActivity
{
    [Input(DisplayName = "To employee", Description = "The employee it is for; goes before the address. Without either it is for whose record it is.", OptionsFrom = "employees")] public Input<Guid?>? ToUserId { get; set; }
    [Input] public Input<string>? ToAddress { get; set; }
    [Input] public Input<string>? ToName { get; set; }
    [Input(Description = "Addresses of who else gets it, divided by commas.")] public Input<string>? Cc { get; set; }
    [Input(DisplayName = "In the name of", Description = "The employee whose name and address it carries; without one the company's.", OptionsFrom = "employees")] public Input<Guid?>? SenderId { get; set; }
    [Input(Description = "A template of templates/mail; 'message' takes the subject and the message given here.", OptionsFrom = "mail-templates", DefaultValue = "message")]
    public Input<string>? Template { get; set; }
    [Input(Description = "Found by itself from the record when left empty.")] public Input<string>? Subject { get; set; }
    [Input(UIHint = "multiline")] public Input<string>? Message { get; set; }
    [Input(Description = "Where the button leads, e.g. /forecasts/{id}.")] public Input<string>? Link { get; set; }
    [Input(Description = "Language for an address that is not an employee's.", UIHint = "dropdown", Options = ["nl", "en"], DefaultValue = "nl")]
    public Input<string>? Language { get; set; }
    [Input(Description = "The record it is about.", UIHint = "dropdown", Options = ["submission", "quote", "contact-moment", "forecast", "project"])]
    public Input<string>? SubjectKind { get; set; }
    [Input] public Input<Guid?>? SubjectId { get; set; }
    [Input] public Input<Guid?>? RelationId { get; set; }
    [Input] public Input<Guid?>? ForecastId { get; set; }

    [Output] public Output<string>? MailId { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var record = context.Get(SubjectId) is { } id && id != Guid.Empty ? id : (Guid?)null;
        var staffMail = new StaffMail(
            context.Get(ToUserId), context.Get(ToAddress) ?? "", context.Get(ToName) ?? "", context.Get(Language) ?? "nl", context.Get(Template) ?? "message",
            context.Get(SubjectKind) ?? "", record, context.Get(Subject) ?? "", context.Get(Message) ?? "", context.Get(Link) ?? "",
            context.Get(RelationId), context.Get(ForecastId), context.Get(Cc) ?? "", context.Get(SenderId));
        var mailId = await context.GetRequiredService<Mailbox>().NotifyAsync(staffMail, context.CancellationToken);
        context.Set(MailId, mailId.ToString("D"));
    }
}

/// <summary>A mail as a workflow asks for it: names and texts that are left empty are looked up.</summary>
public sealed record StaffMail(
    Guid? ToUserId, string ToAddress, string ToName, string Language, string Template, string SubjectKind, Guid? SubjectId,
    string Subject, string Message, string Link, Guid? RelationId, Guid? ForecastId, string Cc = "", Guid? SenderId = null);
