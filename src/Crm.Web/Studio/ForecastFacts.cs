using Crm.Data;
using Crm.Forecasts;

namespace Crm.Studio;

/// <summary>What a workflow can read of a forecast.</summary>
public sealed record ForecastFacts(
    Guid Id, string Number, string Description, Guid RelationId, string RelationName, Guid? ContactId, Guid ResponsibleId, string? ResponsibleName, string? ResponsibleEmail,
    string StatusKey, decimal Chance, decimal ExpectedAmount, decimal WeightedAmount, decimal? OrderAmount, DateOnly StartDate, DateOnly ExpectedDate,
    ForecastResult Result, DateOnly? ClosedOn, Guid? ProjectId)
{
    public static ForecastFacts? Read(CrmDbContext db, Guid id) => db.Forecasts.Where(forecast => forecast.Id == id).Select(forecast => new ForecastFacts(
        forecast.Id, forecast.Number, forecast.Description, forecast.RelationId, forecast.Relation!.Organisation!.Name, forecast.ContactId, forecast.ResponsibleId,
        db.Users.Where(user => user.Id == forecast.ResponsibleId).Select(user => user.Name).FirstOrDefault(),
        db.Users.Where(user => user.Id == forecast.ResponsibleId).Select(user => user.Email).FirstOrDefault(),
        forecast.Status!.Key, forecast.Chance, forecast.ExpectedAmount, forecast.WeightedAmount, forecast.OrderAmount, forecast.StartDate, forecast.ExpectedDate,
        forecast.Result, forecast.ClosedOn, forecast.ProjectId)).FirstOrDefault();
}
