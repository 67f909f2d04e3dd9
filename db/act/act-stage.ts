/** SQL of the stage of a cycle that an act proposal `p` belongs to, by its kind; null for those of projects. */
export const ACT_STAGE = `case p.kind when 'GUIDANCE_ADOPTION' then 'GUIDANCE' when 'CALL_NOTICE' then 'CALL'
    when 'RANKING_APPROVAL' then 'EVALUATION' when 'PLAN_APPROVAL' then 'PLAN' when 'FINAL_RETURN' then 'FINAL_RETURN' end`
